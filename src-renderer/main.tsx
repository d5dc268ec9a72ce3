import './theme/mantine-styles';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { useConsole } from './console/use-console';
import { keepSecretsOutOfMarkup } from './secret-markup';

// Asked for before React starts, so that the answer is on its way while the first screen is being drawn.
void useConsole.getState().load();

keepSecretsOutOfMarkup(document);

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
