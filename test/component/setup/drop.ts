/** A file dropped somewhere on the window, as the browser reports it. */
export function dropFile(name: string, text: string, on: EventTarget = document.body): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  for (const kind of ['dragover', 'drop'] as const)
    on.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
}
