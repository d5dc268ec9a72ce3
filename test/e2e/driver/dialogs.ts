/**
 * The system's dialogs, which no test can click: each is answered at once with what the test says. Plain Node runs this
 * file too.
 */
import type { Console } from './launch.ts';

/**
 * From now on every `Open file` dialog is answered with this file.
 * @param file null: the dialog is closed without a choice
 */
export async function answerOpenDialog({ app }: Pick<Console, 'app'>, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, file);
}

/** The same for saving. */
export async function answerSaveDialog({ app }: Pick<Console, 'app'>, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: chosen === null, filePath: chosen ?? '' });
  }, file);
}
