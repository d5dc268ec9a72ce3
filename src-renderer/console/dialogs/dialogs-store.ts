/**
 * Dialogs that can be opened from anywhere: by a button, by the menu, by the palette, also while the vault is closed.
 */
import { create } from 'zustand';

const dialogNames = ['support-bundle', 'about'] as const;
export type DialogName = (typeof dialogNames)[number];

/** True for what the menu sends when it wants a dialog instead of a place. */
export const isDialogName = (to: string): to is DialogName => dialogNames.some((name) => name === to);

export const useDialogs = create<{ opened: DialogName | null }>(() => ({ opened: null }));

export const openDialog = (opened: DialogName): void => useDialogs.setState({ opened });
export const closeDialog = (): void => useDialogs.setState({ opened: null });
