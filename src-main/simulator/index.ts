/** The practice providers: servers on this machine that answer as the real ones do and reach nobody. */
export * from './google';
export * from './network';
export * from './twilio';
