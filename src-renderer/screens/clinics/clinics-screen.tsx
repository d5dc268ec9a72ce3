import { Button } from '@mantine/core';
import { IconPlus, IconRefresh } from '@tabler/icons-react';
import { useEffect } from 'react';
import { t } from '../../../src-shared/texts/translate';
import { Busy } from '../../components/busy';
import { ErrorNotice } from '../../components/error-notice';
import { Page, PageHeader } from '../../components/page';
import { isChecking } from '../../console/clinics/check-all';
import { useClinics } from '../../console/clinics/use-clinics';
import { useNeedsVault } from '../../console/vault/needs-vault';
import { navigate } from '../../router/router';
import { CameBackStrip } from './came-back-strip';
import { CheckAllStrip } from './check-all-strip';
import { ClinicFilters } from './clinic-filters';
import { ClinicSearch } from './clinic-search';
import { ClinicTable } from './clinic-table';
import { NoticesStrip } from './notices-strip';
import { WelcomeScreen } from './welcome/welcome-screen';

/** The dashboard, or the welcome as long as there is no clinic. */
export function ClinicsScreen() {
  const data = useClinics((state) => state.data);
  const isEmpty = useClinics(({ index, reading }) => reading === null && index.counts().all === 0);
  useEffect(() => void useClinics.getState().refresh(), []);

  if (data.phase === 'loading') {
    return (
      <Page>
        <PageHeader title={t('Clinics')} reading />
        <Busy>{t('Reading the clinics…')}</Busy>
      </Page>
    );
  }
  if (data.phase === 'failed') {
    return (
      <Page>
        <PageHeader title={t('Clinics')} />
        <ErrorNotice error={data.error} onRetry={() => void useClinics.getState().load()} />
      </Page>
    );
  }
  return isEmpty ? <WelcomeScreen /> : <Dashboard />;
}

function Dashboard() {
  const checkAll = useClinics((state) => state.checkAll);
  const staleError = useClinics((state) => state.staleError);
  const needsVault = useNeedsVault();
  return (
    <Page fill>
      <PageHeader
        title={t('Clinics')}
        actions={
          <>
            <ClinicSearch />
            <Button
              variant="default"
              leftSection={<IconRefresh size="1rem" aria-hidden />}
              {...needsVault}
              disabled={needsVault.disabled || isChecking(checkAll)}
              onClick={() => void useClinics.getState().startCheckAll()}
            >
              {t('Check all now')}
            </Button>
            <Button
              leftSection={<IconPlus size="1rem" aria-hidden />}
              {...needsVault}
              onClick={() => navigate('/setup')}
            >
              {t('Set up a clinic')}
            </Button>
          </>
        }
      />
      <CameBackStrip />
      <NoticesStrip />
      <CheckAllStrip checkAll={checkAll} />
      {staleError !== null && <ErrorNotice error={staleError} onRetry={() => void useClinics.getState().load()} />}
      <ClinicFilters />
      <ClinicTable />
    </Page>
  );
}
