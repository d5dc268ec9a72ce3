/**
 * The bridge: one named function a call and one subscription an event, made from the contract's list of names.
 * Nothing of Electron itself reaches the page, and no function takes a channel's name.
 */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { callChannels, eventChannels } from '../../src-shared/ipc/channels';

const bridge: Record<string, Record<string, unknown>> = {};

for (const channel of callChannels) {
  const [domain = '', verb = ''] = channel.split('.');
  bridge[domain] ??= {};
  bridge[domain][verb] = (request: unknown) => ipcRenderer.invoke(channel, request);
}

bridge.on = {};
for (const channel of eventChannels) {
  bridge.on[channel] = (listener: (payload: unknown) => void) => {
    const forward = (_event: IpcRendererEvent, payload: unknown) => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.removeListener(channel, forward);
    };
  };
}

contextBridge.exposeInMainWorld('voxanne', bridge);
