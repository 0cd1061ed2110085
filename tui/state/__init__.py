"""What the screens show: screens read it, only parts change it. Read current first."""
