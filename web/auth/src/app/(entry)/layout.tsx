import { EntryFrame } from "@/features/entry/entry-frame";

export default EntryFrame;
