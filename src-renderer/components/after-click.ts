/**
 * Checks of a field that was left by a click wait for the end of that click, so that nothing moves under the pointer.
 */
let isPressed = false;
const press = (pressed: boolean) => () => {
  isPressed = pressed;
};
window.addEventListener('pointerdown', press(true), true);
window.addEventListener('pointerup', press(false), true);
window.addEventListener('pointercancel', press(false), true);

/** Runs at once, or, while a pointer is pressed, after its release and the click that follows. */
export function afterClick(run: () => void): void {
  if (!isPressed) {
    run();
    return;
  }
  const released = () => {
    window.removeEventListener('pointerup', released, true);
    window.removeEventListener('pointercancel', released, true);
    // The click event comes after `pointerup`, in the same task.
    setTimeout(run);
  };
  window.addEventListener('pointerup', released, true);
  window.addEventListener('pointercancel', released, true);
}
