import Cctv from 'lucide-react/icons/cctv';
import Keyboard from 'lucide-react/icons/keyboard';
import LogOut from 'lucide-react/icons/log-out';
import Monitor from 'lucide-react/icons/monitor';
import Ship from 'lucide-react/icons/ship';
import User from 'lucide-react/icons/user';
import { type ReactNode, useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Session } from '../../server/contract/session.ts';
import { FleetDialog } from '../boats/registry/fleet-dialog.tsx';
import { RegistryDialog } from '../cameras/registry/registry-dialog.tsx';
import { useTranslate } from '../i18n/language.tsx';

interface UserMenuProps {
  readonly session: Session;
  readonly onSignOut: () => Promise<void>;
  readonly onKeys: () => void;
}

/** Who sits here, and what goes with it. */
export function UserMenu({ session, onSignOut, onKeys }: UserMenuProps): ReactNode {
  const t = useTranslate();
  const [registryOpen, setRegistryOpen] = useState(false);
  const [fleetOpen, setFleetOpen] = useState(false);
  const act = (key: unknown): void => {
    if (key === 'sign-out') void onSignOut();
    if (key === 'keys') onKeys();
    if (key === 'registry') setRegistryOpen(true);
    if (key === 'fleet') setFleetOpen(true);
    if (key === 'wall') window.open('/?wall=1', '_blank', 'noopener');
  };
  return (
    <>
      <MenuTrigger>
        <Button className="quiet" aria-label={`${t('bar.user')}: ${session.displayName}`}>
          <User aria-hidden />
          <span className="user-name">{session.displayName}</span>
        </Button>
        <Popover className="popover" placement="bottom end">
          <div className="user-card">
            <b>{session.displayName}</b>
            <span>{t(`role.${session.role}`)}</span>
            <span>{t(`office.${session.office}`)}</span>
          </div>
          <Menu className="menu" onAction={act} aria-label={t('bar.user')}>
            <MenuItem id="keys" className="menu-item" textValue={t('bar.keys')}>
              <Keyboard aria-hidden />
              <span>{t('bar.keys')}</span>
              <kbd>?</kbd>
            </MenuItem>
            <MenuItem id="wall" className="menu-item" textValue={t('bar.wall')}>
              <Monitor aria-hidden />
              <span>{t('bar.wall')}</span>
            </MenuItem>
            {session.rights.includes('cameras:manage') && (
              <MenuItem id="registry" className="menu-item" textValue={t('registry.open')}>
                <Cctv aria-hidden />
                <span>{t('registry.open')}</span>
              </MenuItem>
            )}
            {session.rights.includes('boats:manage') && (
              <MenuItem id="fleet" className="menu-item" textValue={t('fleet.title')}>
                <Ship aria-hidden />
                <span>{t('fleet.title')}</span>
              </MenuItem>
            )}
            <MenuItem id="sign-out" className="menu-item" textValue={t('bar.signOut')}>
              <LogOut aria-hidden />
              <span>{t('bar.signOut')}</span>
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <RegistryDialog open={registryOpen} onChange={setRegistryOpen} />
      <FleetDialog open={fleetOpen} onChange={setFleetOpen} />
    </>
  );
}
