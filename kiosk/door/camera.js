// SPDX-License-Identifier: Apache-2.0
// The door's camera beside its scanner: a button, a small preview, and a word for why it does not see.

import { LineDown, station } from "/kiosk/lib/api.js";
import { byID } from "/kiosk/lib/dom.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { t } from "/kiosk/lib/strings.js";
import { Sight } from "./sight.js";

/** Where this browser remembers whether the door's camera is on, and which one it is. */
const memory = `lanyard-camera-${station ?? ""}`;
/** What browsers call the reasons for which there is no camera. */
const failures = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "missing", OverconstrainedError: "missing", NotReadableError: "taken" };

/** Shows the camera's button, and calls `onSight` with what is held into the camera while that is on. */
export function openCamera(onSight) {
  const camera = new Camera(onSight);
  camera.open();
}

class Camera {
  #choice = recall();
  #stream = null;
  /** Counts starts and stops, so that a camera that comes late is let go. */
  #turn = 0;
  #sight;

  constructor(onSight) {
    this.#sight = new Sight(byID("camera-preview"), onSight, (error) => this.#tell(error));
  }

  open() {
    byID("camera").hidden = false;
    byID("camera-switch").addEventListener("click", () => this.#choose({ isOn: !this.#isRunning }));
    byID("camera-other").addEventListener("click", () => this.#chooseOther());
    document.addEventListener("visibilitychange", () => this.#followPage());
    navigator.mediaDevices?.addEventListener("devicechange", () => {
      if (!this.#stream) this.#followPage();
    });
    this.#show("off");
    this.#followPage();
  }

  /** Whether the button's next press ends it. */
  get #isRunning() {
    return byID("camera").dataset.state === "asks" || this.#stream !== null;
  }

  /** The camera is on while that was chosen and somebody can see the page. */
  #followPage() {
    this.#release();
    if (this.#choice.isOn && !document.hidden) this.#start();
    else this.#show("off");
  }

  #choose(change) {
    this.#choice = { ...this.#choice, ...change };
    try {
      localStorage.setItem(memory, JSON.stringify(this.#choice));
    } catch {
      // A browser that remembers nothing asks anew the next time.
    }
    this.#followPage();
  }

  async #chooseOther() {
    const cameras = await camerasHere();
    const current = cameras.indexOf(this.#stream?.getVideoTracks()[0].getSettings().deviceId);
    this.#choose({ device: cameras[(current + 1) % cameras.length] });
  }

  async #start() {
    if (!navigator.mediaDevices?.getUserMedia) return this.#show(isSecureContext ? "missing" : "insecure");
    const turn = this.#turn;
    this.#show("asks");
    try {
      const stream = await this.#ask();
      if (turn !== this.#turn) return letGo(stream);
      this.#stream = stream;
      await this.#run(stream, turn);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#release();
      this.#show(failures[error.name] ?? "failed");
    }
  }

  async #run(stream, turn) {
    const [track] = stream.getVideoTracks();
    track.addEventListener("ended", () => {
      if (this.#stream !== stream) return;
      this.#release();
      this.#show("failed");
    });
    const preview = byID("camera-preview");
    preview.srcObject = stream;
    await preview.play();
    const cameras = await camerasHere();
    if (turn !== this.#turn) return;
    // Whoever sees the picture of themselves moves a badge as in front of a mirror.
    preview.classList.toggle("mirrored", track.getSettings().facingMode !== "environment");
    this.#show("on");
    byID("camera-other").hidden = cameras.length < 2;
    this.#sight.start();
  }

  /** The pictures of the camera that was chosen, or of another where that is gone. */
  async #ask() {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    try {
      // Asked for less strictly, Chromium takes the first one.
      if (this.#choice.device) return await pictures({ ...size, deviceId: { exact: this.#choice.device } });
    } catch (error) {
      if (failures[error.name] !== "missing") throw error;
    }
    // A phone in a volunteer's hand looks away from them; anything else stands at the door and looks at people.
    const isPhone = matchMedia("(pointer: coarse) and (max-width: 600px)").matches;
    return pictures({ ...size, facingMode: { ideal: isPhone ? "environment" : "user" } });
  }

  #release() {
    this.#turn += 1;
    this.#sight.stop();
    if (this.#stream) letGo(this.#stream);
    this.#stream = null;
    byID("camera-preview").srcObject = null;
  }

  /** Why the daemon does not look at the pictures, or that it does. */
  #tell(error) {
    if (!error) this.#show("on");
    else if (error instanceof LineDown) this.#show("cutOff");
    else this.#show("on", wordsFor(error));
  }

  #show(state, words = state === "off" ? "" : t(`camera.${state}`)) {
    const camera = byID("camera");
    camera.dataset.state = state;
    byID("camera-words").textContent = words;
    byID("camera-words").hidden = !words;
    byID("camera-view").hidden = !this.#stream;
    if (!this.#stream) byID("camera-other").hidden = true;
    byID("camera-switch").textContent = t(this.#isRunning ? "camera.stop" : "camera.use");
  }
}

const pictures = (video) => navigator.mediaDevices.getUserMedia({ video });

/** The cameras of this machine, by their identifiers. */
async function camerasHere() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter((each) => each.kind === "videoinput").map((each) => each.deviceId);
}

function letGo(stream) {
  for (const track of stream.getTracks()) track.stop();
}

function recall() {
  try {
    return JSON.parse(localStorage.getItem(memory)) ?? {};
  } catch {
    return {};
  }
}
