import { startMap } from "./map/page";

startMap();
