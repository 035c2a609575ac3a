"""Every screen of the product that a designer should see; a new one is a function that leads a learner there.

A scene begins on an empty tab; its name becomes the name of the picture."""

from docs.scenes import pages, playing, programs, training
from docs.scenes.scene import SCENES, Scene

__all__ = ["SCENES", "Scene", "pages", "playing", "programs", "training"]
