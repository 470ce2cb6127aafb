import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslate } from '../i18n/language.tsx';

const ROWS = [
  ['/', 'keys.search'],
  ['↑ ↓', 'keys.move'],
  ['Enter', 'keys.open'],
  ['F', 'keys.follow'],
  ['T', 'keys.trail'],
  ['B', 'keys.box'],
  ['C', 'keys.cameras'],
  ['D', 'keys.boats'],
  ['P', 'keys.plot'],
  ['L', 'keys.list'],
  ['Esc', 'keys.back'],
  ['?', 'keys.help'],
] as const;

export function KeysHelp({ open, onChange }: { open: boolean; onChange: (open: boolean) => void }): ReactNode {
  const t = useTranslate();
  return (
    <ModalOverlay className="veil" isOpen={open} onOpenChange={onChange} isDismissable>
      <Modal className="keys">
        <Dialog className="keys-dialog">
          <header>
            <Heading slot="title">{t('keys.title')}</Heading>
            <Button slot="close" className="icon" aria-label={t('keys.close')}>
              <X aria-hidden />
            </Button>
          </header>
          <dl>
            {ROWS.map(([key, says]) => (
              <div key={key}>
                <dt>
                  {key.split(' ').map((one) => (
                    <kbd key={one}>{one}</kbd>
                  ))}
                </dt>
                <dd>{t(says)}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
