// Takes sound as the microphone gives it, and hands it to the page as signed 16-bit samples, mono, 16 kHz: what the
// recogniser hears, and a third of what a microphone gives.

const RATE = 16_000;
const CHUNK = 1600; // a tenth of a second

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.ratio = sampleRate / RATE;
    this.kernel = lowPass(this.ratio);
    this.past = new Float32Array(this.kernel.length); // what the next samples need of the last ones
    this.at = this.kernel.length; // where the next sample lies
    this.out = new Int16Array(CHUNK);
    this.count = 0;
    this.loudest = 0;
  }

  process([input]) {
    if (!input.length) return true;
    const fresh = input[0];
    const sound = new Float32Array(this.past.length + fresh.length);
    sound.set(this.past);
    for (let i = 0; i < fresh.length; i += 1) {
      let sum = 0;
      for (const channel of input) sum += channel[i];
      sound[this.past.length + i] = sum / input.length;
    }
    for (; this.at < sound.length; this.at += this.ratio) {
      const end = Math.floor(this.at);
      let value = 0;
      for (let tap = 0; tap < this.kernel.length; tap += 1) value += this.kernel[tap] * sound[end - tap];
      this.put(value);
    }
    this.at -= fresh.length;
    this.past = sound.slice(-this.past.length);
    return true;
  }

  put(value) {
    const clipped = Math.max(-1, Math.min(1, value));
    this.loudest = Math.max(this.loudest, Math.abs(clipped));
    this.out[this.count] = Math.round(clipped * 32767);
    this.count += 1;
    if (this.count < CHUNK) return;
    const chunk = this.out.slice();
    this.port.postMessage({ chunk, loudest: this.loudest }, [chunk.buffer]);
    this.count = 0;
    this.loudest = 0;
  }
}

// A windowed sinc that lets through what 16 kHz can hold: without it, hiss would come back as tones.
function lowPass(ratio) {
  const half = Math.max(1, Math.ceil(ratio * 12));
  const cut = Math.min(1, 1 / ratio) * 0.92;
  const taps = Float32Array.from({ length: 2 * half + 1 }, (_, index) => {
    const x = index - half;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / (half + 1));
    return window * (x === 0 ? cut : Math.sin(Math.PI * cut * x) / (Math.PI * x));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

registerProcessor("microphone", Microphone);
