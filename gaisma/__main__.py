from gaisma.config.cli import main

main()
