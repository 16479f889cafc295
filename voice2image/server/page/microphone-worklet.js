// Hands the microphone's samples to the page as signed 16-bit ones, a tenth of a second at a time.
class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.chunk = new Int16Array(Math.round(sampleRate / 10));
    this.filled = 0;
    this.loudest = 0;
  }

  process([channels]) {
    const samples = channels[0];
    if (!samples) return true;
    for (const sample of samples) {
      const value = Math.max(-1, Math.min(1, sample));
      this.loudest = Math.max(this.loudest, Math.abs(value));
      this.chunk[this.filled++] = Math.round(value * 32767);
      if (this.filled === this.chunk.length) {
        const chunk = this.chunk.slice();
        this.port.postMessage({ chunk, loudest: this.loudest }, [chunk.buffer]);
        this.filled = 0;
        this.loudest = 0;
      }
    }
    return true;
  }
}

registerProcessor("microphone", Microphone);
