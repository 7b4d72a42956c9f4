export function WhatIfScreen() { return <p>WhatIfScreen</p>; }
