import './theme/mantine-styles';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { languageOf } from '../src-shared/texts/languages';
import { setLanguage } from '../src-shared/texts/set-language';
import { App } from './app';
import { recallDrafts } from './components/drafts';
import { giveFocusBack } from './components/returned-focus';
import { keepDoubleClicksTogether } from './components/second-click';
import { useClinics } from './console/clinics/use-clinics';
import { useConsole } from './console/use-console';
import { reportFault, watchFaults } from './report-faults';
import { keepSecretsOutOfMarkup } from './secret-markup';
import { BrokenPage } from './shell/broken-page';

watchFaults();

/** Served with the page. */
const language = languageOf('system', [document.documentElement.lang]);

// Requested before React starts, so that answers arrive while the frame is rendered.
void recallDrafts();
void useConsole.getState().load();
void useClinics.getState().load();

keepSecretsOutOfMarkup(document);
keepDoubleClicksTogether(document);
giveFocusBack(document);

function show(): void {
  const root = document.getElementById('root');
  if (root === null) return;
  createRoot(root).render(
    <BrokenPage reportFault={reportFault}>
      <App />
    </BrokenPage>,
  );
}

// English is in the code: nothing is waited for.
if (language === 'en') show();
else void setLanguage(language).then(show);
