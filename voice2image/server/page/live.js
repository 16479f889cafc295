// Somebody speaks: sound goes out as it is recorded, events come back.
import { Fault, key, socket } from "./api.js";

export const SAMPLE_RATE = 16_000; // what the worklet hands on

const REFUSED = {
  NotAllowedError: "The browser doesn't let this page hear you. Allow the microphone for it, beside the address, and try again.",
  NotFoundError: "There is no microphone. Plug one in, or choose a recording instead.",
  NotReadableError: "The microphone can't be used: another program may have it.",
};

export class Speaker {
  constructor({ wishes, onEvent, onLevel }) {
    Object.assign(this, { wishes, onEvent, onLevel });
  }

  async start() {
    if (!navigator.mediaDevices?.getUserMedia) {
      throw new Fault("Browsers give a page the microphone only over HTTPS, or from this machine. Choose a recording instead.");
    }
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } });
    } catch (error) {
      throw new Fault(REFUSED[error.name] ?? `The microphone can't be used: ${error.message}`);
    }
    this.context = new AudioContext();
    await this.context.audioWorklet.addModule(new URL("microphone-worklet.js", import.meta.url));
    this.node = new AudioWorkletNode(this.context, "microphone", { numberOfOutputs: 0 });
    this.socket = socket();
    this.socket.binaryType = "arraybuffer";
    this.over = new Promise((resolve, reject) => {
      let said;
      this.socket.onmessage = ({ data }) => {
        const event = JSON.parse(data);
        if (event.event === "error") said = event;
        this.onEvent(event);
      };
      this.socket.onclose = ({ code }) => {
        this.hush();
        if (code === 1000) resolve();
        else reject(new Fault(said?.message ?? "The service ended the session. What you said until then is kept.", code, said?.retry_after_s));
      };
    });
    await new Promise((resolve, reject) => {
      this.socket.onopen = resolve;
      this.socket.onerror = () => reject(new Fault("The service can't be reached. Is it still running?"));
    }).catch((error) => { this.hush(); throw error; });
    this.socket.send(JSON.stringify({ type: "start", key: key.get() || null, sample_rate: SAMPLE_RATE, wishes: this.wishes }));
    this.node.port.onmessage = ({ data }) => {
      this.onLevel(20 * Math.log10(data.loudest || 1e-6), data.chunk.length / SAMPLE_RATE);
      if (this.socket.readyState === WebSocket.OPEN) this.socket.send(data.chunk.buffer);
    };
    this.context.createMediaStreamSource(this.stream).connect(this.node);
  }

  // No more sound; what was said is still drawn.
  end() {
    this.hush();
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ type: "end" }));
  }

  hush() {
    this.stream?.getTracks().forEach((track) => track.stop());
    if (this.node) this.node.port.onmessage = null;
    if (this.context?.state !== "closed") this.context?.close();
  }
}
