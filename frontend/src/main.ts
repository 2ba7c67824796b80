import "@fontsource-variable/plus-jakarta-sans/wght.css";
import "./styles/main.scss";

import "./htmx";
import { startAreaSearch } from "./area-search";
import { startAreaPickers } from "./areas";
import { startDesk } from "./desk";
import { startDrafts } from "./draft";
import { startDropzones } from "./dropzone";
import { startLive } from "./live";
import { startMenus } from "./menus";
import { startSealed } from "./sealed";

startMenus();
startAreaSearch();
startAreaPickers();
startDesk();
startDropzones();
startDrafts();
startLive();
startSealed();

// Only pages that use it pay for it.
if (document.querySelector("[data-passkey]")) {
  void import("./passkey").then(({ startPasskeys }) => startPasskeys());
}
if (document.querySelector("[x-data]")) {
  void import("@alpinejs/csp").then(({ default: Alpine }) => Alpine.start());
}
