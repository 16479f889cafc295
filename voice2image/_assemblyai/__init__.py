"""What the transcriber and the prompter that run at AssemblyAI have in common: the account, the line, the patience."""
