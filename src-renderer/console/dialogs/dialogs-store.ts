/** Dialogs that a button, the menu or the palette can open, also while the vault is closed. */
import { create } from 'zustand';

const dialogNames = ['support-bundle', 'restore', 'about', 'came-back'] as const;
export type DialogName = (typeof dialogNames)[number];

/** True for a menu event that opens a dialog rather than a screen. */
export const isDialogName = (to: string): to is DialogName => dialogNames.some((name) => name === to);

export const useDialogs = create<{ opened: DialogName | null }>(() => ({ opened: null }));

export const openDialog = (opened: DialogName): void => useDialogs.setState({ opened });
export const closeDialog = (): void => useDialogs.setState({ opened: null });
