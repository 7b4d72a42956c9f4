export function PacketScreen() { return <p>PacketScreen</p>; }
