import '@fontsource/b612/400.css';
import '@fontsource/b612/700.css';
import '@fontsource/biz-udpgothic/400.css';
import '@fontsource/biz-udpgothic/700.css';
import './ui/base.css';
import './session/sign-in.css';
import './desk/desk.css';
import './desk/top-bar.css';
import './desk/link.css';
import './trails/trails.css';
import './demo/demo.css';
import './acts/acts.css';
import './vessels/vessels.css';
import './wall/wall.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { fetchGlyphs } from './ui/fonts.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App search={location.search} />
  </StrictMode>,
);
void fetchGlyphs();
