import { AppError } from '../../src-shared/errors';
import { describeUpdateError, type UpdateErrorKind } from '../../src-shared/errors-catalogue/updates';

/** `update.<kind>`. @param detail a host, a version or a command that the person is told; safe to show */
export const updateError = (kind: UpdateErrorKind, detail: string | null = null): AppError =>
  new AppError(describeUpdateError(kind, detail));
