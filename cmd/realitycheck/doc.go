// Command realitycheck is the whole program: configuration, one file for each subcommand, and the wiring of stores,
// panels, fieldwork, analysis and web. It alone imports cobra and viper; the rules live in the packages below.
package main
