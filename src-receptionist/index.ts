/** `@voxanne/receptionist`: a clinic’s own accounts, proved in the console, for the backend that acts for it. */
export { AppError as ReceptionistError } from '../src-shared/errors';
export { openReceptionist } from './receptionist';
