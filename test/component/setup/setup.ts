/** What each component test starts with: the bridge without a main process, and the product's own styles. */
import './bridge';
import '../../../src-renderer/theme/mantine-styles';
import '../../../src-renderer/theme/later-styles';
import '../../../src-renderer/theme/fonts.css';
import '../../../src-renderer/theme/tokens.css';
import '../../../src-renderer/theme/base.css';
import { beforeEach } from 'vitest';
import { fake } from './bridge';

beforeEach(() => fake.forget());
