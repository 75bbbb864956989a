/* What a process costs that does nothing: the measure of `stance`'s start. */
int main(void) { return 0; }
