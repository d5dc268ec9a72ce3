/** Small stand-ins for Electron's classes: they remember what they were given, and their events come from the test. */
import { EventEmitter } from 'node:events';

export class FakeNotification extends EventEmitter {
  static supported = true;
  static all: FakeNotification[] = [];
  static isSupported = () => FakeNotification.supported;
  static reset(): void {
    FakeNotification.supported = true;
    FakeNotification.all = [];
  }
  isShown = false;
  constructor(readonly options: { title: string; body: string }) {
    super();
    FakeNotification.all.push(this);
  }
  show(): void {
    this.isShown = true;
  }
}

export type FakeMenuItem = { label?: string; type?: string; click?: () => void };

export class FakeTray extends EventEmitter {
  static all: FakeTray[] = [];
  static reset(): void {
    FakeTray.all = [];
  }
  menu: readonly FakeMenuItem[] = [];
  toolTip = '';
  isDestroyed = false;
  constructor(readonly icon: unknown) {
    super();
    FakeTray.all.push(this);
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(menu: readonly FakeMenuItem[]): void {
    this.menu = menu;
  }
  destroy(): void {
    this.isDestroyed = true;
  }
  /** As a person would choose it. */
  choose(label: string): void {
    this.menu.find((item) => item.label === label)?.click?.();
  }
}
