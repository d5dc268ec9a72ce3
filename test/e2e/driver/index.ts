/** What a test imports to drive the console. docs/qa.md explains it with three examples. */
export * from './browser';
export * from './damage';
export * from './drag';
export * from './flows';
export * from './google';
export * from './keyboard';
export * from './keyring';
export * from './launch';
export * from './pages/clinics';
export * from './pages/console';
export * from './pages/setup';
export * from './scenarios';
export * from './seed';
export * from './test';
