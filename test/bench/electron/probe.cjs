/**
 * The main program of a measured window. It starts the program BENCH_MAIN, and prints the time from the start of the
 * process until its page shows BENCH_SELECTOR, and then the memory of all its processes. Both sides of a comparison use
 * it.
 */
const { app } = require('electron');

const started = process.getCreationTime() ?? Date.now();
const settle = Number(process.env.BENCH_SETTLE_MS ?? 0);

const usable = (selector) => `new Promise((done) => {
  const look = () =>
    document.querySelector(${JSON.stringify(selector)})
      ? requestAnimationFrame(() => setTimeout(done, 0))
      : requestAnimationFrame(look);
  look();
})`;

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', async () => {
    await contents.executeJavaScript(usable(process.env.BENCH_SELECTOR));
    const usableMs = Date.now() - started;
    if (settle > 0) await new Promise((done) => setTimeout(done, settle));
    process.stdout.write(`\nBENCH ${JSON.stringify({ usableMs, pids: app.getAppMetrics().map(({ pid }) => pid) })}\n`);
    // Whoever measures reads the memory, then ends the process.
  });
});

require(process.env.BENCH_MAIN);
