/**
 * The report page starts here: it finds the run, loads it and draws the page.
 */
import { render } from "preact";
import { App } from "./App";
import { documentMode, receiveShards } from "./data/transport";
import { followPrinting } from "./parts/printing";
import { followTheme } from "./parts/theme";
import "./style/index.css";

receiveShards();
followTheme();
followPrinting();

addEventListener("DOMContentLoaded", () => {
  const root = document.getElementById("app");
  if (root) render(<App mode={documentMode()} />, root);
});
