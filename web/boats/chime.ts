/** Two tones, for what must be heard at the desk. False: the browser lets nobody sound yet. */
export async function chime(): Promise<boolean> {
  if (typeof AudioContext === 'undefined') return false;
  const context = new AudioContext();
  if (context.state !== 'running') {
    await context.close();
    return false;
  }
  const gain = context.createGain();
  gain.gain.value = 0.15;
  gain.connect(context.destination);
  for (const [i, hertz] of [880, 660].entries()) {
    const tone = context.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(gain);
    tone.start(context.currentTime + i * 0.25);
    tone.stop(context.currentTime + i * 0.25 + 0.22);
    if (i === 1) tone.onended = () => void context.close();
  }
  return true;
}
