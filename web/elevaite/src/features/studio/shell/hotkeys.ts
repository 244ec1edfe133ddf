import { studioText as text } from "@/text/studio";

/** Every key of the Studio, as the map of keys shows them; use-studio-hotkeys.ts and use-canvas-keys.ts obey them. */
export const hotkeyMap: { title: string; keys: { keys: string[]; label: string }[] }[] = [
  {
    title: text.hotkeys.build,
    keys: [
      { keys: ["n"], label: text.hotkeys.add },
      { keys: ["shift+n"], label: text.hotkeys.palette },
      { keys: ["e"], label: text.hotkeys.connect },
      { keys: ["enter"], label: text.hotkeys.open },
      { keys: ["x"], label: text.hotkeys.toggleDisabled },
      { keys: ["t"], label: text.hotkeys.note },
      { keys: ["delete", "backspace"], label: text.hotkeys.remove },
    ],
  },
  {
    title: text.hotkeys.edit,
    keys: [
      { keys: ["mod+z"], label: text.hotkeys.undo },
      { keys: ["mod+shift+z", "mod+y"], label: text.hotkeys.redo },
      { keys: ["mod+c", "mod+x", "mod+v"], label: text.hotkeys.clipboard },
      { keys: ["mod+d"], label: text.hotkeys.duplicate },
      { keys: ["mod+a"], label: text.hotkeys.selectAll },
    ],
  },
  {
    title: text.hotkeys.move,
    keys: [
      { keys: ["tab"], label: text.hotkeys.tab },
      { keys: ["alt+left", "alt+right", "alt+up", "alt+down"], label: text.hotkeys.neighbour },
      { keys: ["left", "right", "up", "down"], label: text.hotkeys.moveNode },
      { keys: ["/"], label: text.hotkeys.find },
      { keys: ["shift+l"], label: text.hotkeys.layOut },
    ],
  },
  {
    title: text.hotkeys.view,
    keys: [
      { keys: ["+", "-"], label: text.hotkeys.zoom },
      { keys: ["0"], label: text.hotkeys.fit },
      { keys: ["mod+enter"], label: text.hotkeys.test },
      { keys: ["escape"], label: text.hotkeys.escape },
      { keys: ["?"], label: text.hotkeys.help },
    ],
  },
];
