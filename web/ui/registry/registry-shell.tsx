import './registry.css';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useSpeech } from '../../i18n/language.tsx';

interface RegistryShellProps {
  readonly title: string;
  readonly open: boolean;
  readonly onChange: (open: boolean) => void;
  readonly children: ReactNode;
}

/** The window of a registry: its title, a button that closes it, and what is in it. */
export function RegistryShell({ title, open, onChange, children }: RegistryShellProps): ReactNode {
  const { t } = useSpeech();
  return (
    <ModalOverlay className="veil" isOpen={open} onOpenChange={onChange} isDismissable>
      <Modal className="registry">
        <Dialog className="registry-dialog">
          <header>
            <Heading slot="title">{title}</Heading>
            <Button slot="close" className="icon" aria-label={t('keys.close')}>
              <X aria-hidden />
            </Button>
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
