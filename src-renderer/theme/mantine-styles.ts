/**
 * The component styles of the first screen alone: the window waits for these. They sit in a layer, so that our own
 * modules win without tricks. What later screens use besides is in `later-styles.ts`; what one screen alone uses (a
 * stepper) it imports at its own top.
 */
import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/global.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Loader.layer.css';
import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/Button.layer.css';
import '@mantine/core/styles/Progress.layer.css';
