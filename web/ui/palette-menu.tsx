import Check from 'lucide-react/icons/check';
import Contrast from 'lucide-react/icons/contrast';
import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslate } from '../i18n/language.tsx';
import { usePalette } from './palette.tsx';
import { PALETTE_NAMES, type PaletteName } from './palettes.ts';

/** Day, dusk, night or the control room's. */
export function PaletteMenu(): ReactNode {
  const t = useTranslate();
  const { palette, choose } = usePalette();
  return (
    <MenuTrigger>
      <Button className="quiet" aria-label={t('bar.palette')}>
        <Contrast aria-hidden />
        <span className="palette-word">{t(`palette.${palette}`)}</span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="menu"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[palette]}
          onAction={(key) => choose(key as PaletteName)}
        >
          {PALETTE_NAMES.map((name) => (
            <MenuItem key={name} id={name} className="menu-item" textValue={t(`palette.${name}`)}>
              <span>{t(`palette.${name}`)}</span>
              {name === palette && <Check aria-hidden />}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
