/** The steps that every set-up has. They are stored as the place to resume at: stable. */
export const firstSetupStep = 'clinic';
export const lastSetupStep = 'handoff';
