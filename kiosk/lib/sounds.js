// SPDX-License-Identifier: Apache-2.0
// The verdicts' sounds: two rising tones, one low tone, two falling tones.

const tones = { good: [660, 880], look: [330], stop: [440, 220] };
let context;

/** Plays the sound of `good`, `look` or `stop`; silent where the browser has not been allowed to make sounds yet. */
export function sound(kind) {
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume().catch(() => {});
  tones[kind].forEach((frequency, index) => {
    const start = context.currentTime + index * 0.14;
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    oscillator.frequency.value = frequency;
    volume.gain.setValueAtTime(0.25, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.13);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + 0.14);
  });
}
