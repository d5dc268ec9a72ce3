/**
 * Files that are dropped anywhere on the window. A form that is open is asked first, then the page around it, then the
 * window, which says where the file belongs. A drop never replaces the page.
 */
import { useEffect, useRef, useState } from 'react';
import { textOfBytes } from '../../src-shared/credentials/text-bytes';

/** More than any such file: what is larger is something else, and is refused where it is read. */
export const maxBytes = 262_144;

type Taker = {
  level: 'form' | 'page' | 'window';
  isOff: () => boolean;
  /** @returns false to leave it to the page around */
  take: (fileName: string, text: string) => boolean;
  onOver: (over: boolean) => void;
};

const takers: Taker[] = [];
const ofLevel = (wanted: Taker['level']) => takers.find(({ level }) => level === wanted);
const around = () => ofLevel('page') ?? ofLevel('window');
const first = () => ofLevel('form') ?? around();
const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

/** A folder, or a file that is gone, reads as one that holds nothing. */
export const textOfFile = (file: File): Promise<string> =>
  file
    .slice(0, maxBytes)
    .arrayBuffer()
    .then((buffer) => textOfBytes(new Uint8Array(buffer), (bytes) => new TextDecoder().decode(bytes)))
    .catch(() => '');

function hover(event: DragEvent): void {
  if (!holdsFile(event)) return;
  event.preventDefault();
  const taker = first();
  const isOff = taker?.isOff() ?? true;
  if (event.dataTransfer !== null) event.dataTransfer.dropEffect = isOff ? 'none' : 'copy';
  taker?.onOver(!isOff);
}
function leave(event: DragEvent): void {
  // Between two elements of the page there is another one that it goes to.
  if (event.relatedTarget === null) for (const { onOver } of takers) onOver(false);
}
function drop(event: DragEvent): void {
  if (!holdsFile(event)) return;
  event.preventDefault();
  for (const { onOver } of takers) onOver(false);
  const file = event.dataTransfer?.files[0];
  const taker = first();
  if (file === undefined || taker === undefined || taker.isOff()) return;
  void textOfFile(file).then((text) => {
    if (!taker.take(file.name, text)) around()?.take(file.name, text);
  });
}

/** @returns true while a file is held over the window that would be taken */
export function useWindowDrop(level: Taker['level'], disabled: boolean, take: Taker['take']): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef({ disabled, take });
  latest.current = { disabled, take };
  useEffect(() => {
    const taker: Taker = {
      level,
      isOff: () => latest.current.disabled,
      take: (fileName, text) => latest.current.take(fileName, text),
      onOver: setOver,
    };
    takers.push(taker);
    if (takers.length === 1) {
      window.addEventListener('dragover', hover);
      window.addEventListener('dragleave', leave);
      window.addEventListener('drop', drop);
    }
    return () => {
      takers.splice(takers.indexOf(taker), 1);
      if (takers.length > 0) return;
      window.removeEventListener('dragover', hover);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [level]);
  return over && !disabled;
}
