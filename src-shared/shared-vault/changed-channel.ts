/** The channel on which a shared vault says that something changed. Its payloads mean nothing. */
export const changedChannel = 'voxanne_changed';
