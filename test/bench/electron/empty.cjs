/** The smallest program with a window as safe as the console's: what Electron itself costs. */
const path = require('node:path');
const { app, BrowserWindow } = require('electron');

app.setPath('userData', process.env.VOXANNE_PROFILE_DIR);
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1200,
    height: 800,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  return window.loadFile(path.join(__dirname, 'empty.html'));
});
