// An empty window of the Electron that the console runs in. The test shows the built page in it.
const { app, BrowserWindow } = require('electron');

app.disableHardwareAcceleration();
// What a computer has set must not be in the pictures.
for (const [name, value] of [
  ['force-device-scale-factor', '1'],
  ['force-color-profile', 'srgb'],
  ['disable-lcd-text'],
  ['disable-font-subpixel-positioning'],
  ['lang', 'en-US'],
])
  app.commandLine.appendSwitch(name, value);
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    useContentSize: true,
    frame: false,
    // Hidden or covered, it is drawn all the same.
    webPreferences: { sandbox: true, backgroundThrottling: false },
  });
  void window.loadURL('about:blank');
});
app.on('window-all-closed', () => app.quit());
