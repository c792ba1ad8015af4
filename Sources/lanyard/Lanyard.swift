import ArgumentParser
@main struct Lanyard: AsyncParsableCommand { }
