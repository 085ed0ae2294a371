// Word lists are text files; the build puts their text into the bundle.
declare module "*.txt" {
  const text: string;
  export default text;
}
