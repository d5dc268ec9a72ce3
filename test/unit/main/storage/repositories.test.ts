/** The contract of storage, on this computer's database. */
import { FakeKeyStore } from '../../../fakes/fake-key-store';
import { newProfileDir, storageOf, vaultIn } from '../vault/profile';
import { repositoryContract } from './repository-contract';
import { revocationContract } from './revocation-contract';

const newStorage = async () => storageOf(await vaultIn(newProfileDir(), new FakeKeyStore()));

repositoryContract(newStorage);
revocationContract(newStorage);
