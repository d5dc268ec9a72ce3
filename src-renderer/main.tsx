import './theme/mantine-styles';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { useClinics } from './console/clinics/use-clinics';
import { useConsole } from './console/use-console';
import { reportFault, watchFaults } from './report-faults';
import { keepSecretsOutOfMarkup } from './secret-markup';
import { BrokenPage } from './shell/broken-page';

watchFaults();

// Requested before React starts, so that answers arrive while the frame is rendered.
void useConsole.getState().load();
void useClinics.getState().load();

keepSecretsOutOfMarkup(document);

const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <BrokenPage reportFault={reportFault}>
      <App />
    </BrokenPage>,
  );
