import { Component, type ReactNode } from 'react';
import { t } from '../../src-shared/texts/translate';
import { voxanne } from '../bridge';
import classes from './broken-page.module.css';

type Broken = { isBroken: boolean; report: string | null; copied: boolean };

/** Shown in place of a page that can't be rendered, with a way to go on. It uses no code of the page. */
export class BrokenPage extends Component<
  { children: ReactNode; reportFault: (thrown: unknown) => Promise<string | null> },
  Broken
> {
  override state: Broken = { isBroken: false, report: null, copied: false };

  static getDerivedStateFromError(): Partial<Broken> {
    return { isBroken: true };
  }

  override componentDidCatch(error: unknown): void {
    void this.props.reportFault(error).then((report) => this.setState({ report }));
  }

  override render(): ReactNode {
    const { isBroken, report, copied } = this.state;
    if (!isBroken) return this.props.children;
    const copy = async () => {
      await voxanne.app.copyText({ text: report ?? '', kind: 'document' });
      this.setState({ copied: true });
    };
    return (
      <main className={classes.page}>
        <h1>{t('This page stopped working')}</h1>
        <p>{t('This is a fault in the program, not in what you did. Nothing that was stored is lost.')}</p>
        <p>{t('Start again. If it goes on, send the support bundle from Settings to your support contact.')}</p>
        <p className={classes.ways}>
          <button type="button" className={classes.primary} onClick={() => location.reload()}>
            {t('Start again')}
          </button>
          <button type="button" disabled={report === null} onClick={() => void copy()}>
            {t('Copy report')}
          </button>
          <span role="status">{copied ? t('Copied.') : ''}</span>
        </p>
      </main>
    );
  }
}
