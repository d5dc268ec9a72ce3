/** What locks the console beside sleep and a person. Nothing else may be called a protection. */
export type Heard = { screenLock: boolean; userSwitch: boolean };
export const hearsNothing: Heard = { screenLock: false, userSwitch: false };

export type ScreenWatch = {
  /** What is heard now. */
  hears(): Heard;
  stop(): void;
};
