/**
 * Listens to everything that leaves the main process: replies, events, console lines, the process's output, titles, and
 * the page as it stands.
 */
import type { Console } from '../../driver';

type Capture = { where: string; text: string }[];

export async function captureEverything(console_: Console) {
  const { app, window } = console_;
  const captured: Capture = [];
  const note = (where: string, text: string) => void captured.push({ where, text });
  app.process().stdout?.on('data', (piece: Buffer) => note('stdout', piece.toString()));
  app.process().stderr?.on('data', (piece: Buffer) => note('stderr', piece.toString()));
  app.on('console', (line) => note('the console of the main process', line.text()));
  window.on('console', (line) => note('the console of the page', line.text()));
  window.on('pageerror', (error) => note('an error of the page', `${error.message} ${error.stack}`));

  await app.evaluate(({ ipcMain, webContents }) => {
    const left: { where: string; text: string }[] = [];
    (globalThis as unknown as { left: typeof left }).left = left;
    type Handler = (event: unknown, ...request: unknown[]) => unknown;
    const { _invokeHandlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Handler> };
    for (const [channel, handler] of [..._invokeHandlers]) {
      ipcMain.removeHandler(channel);
      ipcMain.handle(channel, async (event, ...request) => {
        const reply = await handler(event, ...request);
        left.push({ where: `the reply of ${channel}`, text: JSON.stringify(reply) });
        return reply;
      });
    }
    for (const contents of webContents.getAllWebContents()) {
      const send = contents.send.bind(contents);
      contents.send = (channel, ...payload) => {
        left.push({ where: `the event ${channel}`, text: JSON.stringify(payload) });
        send(channel, ...payload);
      };
    }
  });

  return {
    captured,
    /** The page as it stands: its markup, its texts, its titles. */
    async snapshot(name: string): Promise<void> {
      note(`the page: ${name}`, await window.content());
      note(`the title of the page: ${name}`, await window.title());
      const titles = await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((one) => one.getTitle()),
      );
      note(`the title of the window: ${name}`, titles.join('\n'));
    },
    /** Fetches what left the main process. */
    async collect(): Promise<void> {
      captured.push(
        ...(await app.evaluate(() =>
          (globalThis as unknown as { left: { where: string; text: string }[] }).left.splice(0),
        )),
      );
    },
  };
}
